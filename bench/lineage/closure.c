// The practical limit of one thread: closures with exact distances over compressed sparse rows, with a bitset for what was
// visited, a push that does not branch, and rows fetched before their turn. Numbers are 32-bit, little-endian.
//
//   closure <file>     file: nodes, edges, offsets[nodes + 1], openEnds[nodes], ends[edges], names[nodes]
//
// For every line of standard input, "passes source source ...", one line: nanoseconds on the clock and of the processor for
// all passes, then for each source the nodes reached, the sum of their names, and the sum of their distances.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROWS_AHEAD 8
#define OFFSETS_AHEAD 16

static int32_t nodes, edges, *offsets, *open_ends, *ends, *names, *queue, *bounds;
static uint64_t *visited;

static int32_t *read_ints(FILE *file, size_t count) {
  int32_t *ints = malloc((count + 64) * sizeof *ints);
  if (ints == NULL || fread(ints, sizeof *ints, count, file) != count) {
    fprintf(stderr, "The file ends before its arrays do, or they do not fit the memory.\n");
    exit(1);
  }
  return ints;
}

static int64_t nanoseconds(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

// Fills the queue; returns how many levels there are, bounds[level] being where each begins.
static int32_t closure(int32_t source) {
  int32_t tail = 1, head = 0, levels = 0;
  queue[0] = source;
  visited[source >> 6] |= 1ull << (source & 63);
  bounds[0] = 0;
  while (head < tail) {
    int32_t last = tail;
    bounds[++levels] = last;
    for (; head < last; head++) {
      // Beyond the tail stand numbers of earlier walks, which are nodes all the same.
      int32_t soon = queue[head + OFFSETS_AHEAD], next = queue[head + ROWS_AHEAD];
      __builtin_prefetch(&offsets[soon]);
      __builtin_prefetch(&open_ends[soon]);
      __builtin_prefetch(&ends[offsets[next]]);
      int32_t node = queue[head];
      for (int32_t place = offsets[node]; place < open_ends[node]; place++) {
        int32_t end = ends[place];
        uint64_t bit = 1ull << (end & 63), word = visited[end >> 6];
        queue[tail] = end;
        tail += (word & bit) == 0;
        visited[end >> 6] = word | bit;
      }
    }
  }
  for (int32_t i = 0; i < tail; i++) visited[queue[i] >> 6] = 0;
  return levels;
}

int main(int count, char **arguments) {
  FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
  if (file == NULL) {
    fprintf(stderr, "It takes one file, which can be read.\n");
    return 1;
  }
  int32_t *head = read_ints(file, 2);
  nodes = head[0];
  edges = head[1];
  offsets = read_ints(file, (size_t)nodes + 1);
  open_ends = read_ints(file, nodes);
  ends = read_ints(file, edges);
  names = read_ints(file, nodes);
  fclose(file);
  queue = calloc((size_t)nodes + 64, sizeof *queue);
  bounds = calloc((size_t)nodes + 2, sizeof *bounds);
  visited = calloc((size_t)nodes / 64 + 1, sizeof *visited);
  if (queue == NULL || bounds == NULL || visited == NULL) return 1;
  printf("ready\n");
  fflush(stdout);

  char *line = NULL;
  size_t room = 0;
  while (getline(&line, &room, stdin) > 0) {
    char *at = line;
    long passes = strtol(at, &at, 10);
    int32_t *sources = NULL, given = 0;
    for (char *end; ; at = end, given++) {
      long source = strtol(at, &end, 10);
      if (end == at) break;
      sources = realloc(sources, (given + 1) * sizeof *sources);
      sources[given] = (int32_t)source;
    }
    int64_t wall = nanoseconds(CLOCK_MONOTONIC), cpu = nanoseconds(CLOCK_THREAD_CPUTIME_ID);
    for (long pass = 0; pass < passes; pass++)
      for (int32_t i = 0; i < given; i++) closure(sources[i]);
    cpu = nanoseconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
    wall = nanoseconds(CLOCK_MONOTONIC) - wall;
    printf("%lld %lld", (long long)wall, (long long)cpu);
    for (int32_t i = 0; passes == 0 && i < given; i++) {
      int32_t levels = closure(sources[i]);
      int64_t sum = 0, distances = 0;
      for (int32_t level = 0; level < levels; level++) {
        distances += (int64_t)level * (bounds[level + 1] - bounds[level]);
        for (int32_t j = bounds[level]; j < bounds[level + 1]; j++) sum += names[queue[j]];
      }
      printf(" %d %lld %lld", bounds[levels], (long long)sum, (long long)distances);
    }
    printf("\n");
    fflush(stdout);
    free(sources);
  }
  return 0;
}

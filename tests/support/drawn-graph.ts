import type { SmallGraph } from './small-graphs.ts';

/** A small graph from a drawing such as `a>b b>c`; everything flows always, nothing is hidden. */
export function drawn(drawing: string): { readonly graph: SmallGraph; node(name: string): number; names: string[] } {
  const pairs = drawing.split(' ').map((pair) => pair.split('>'));
  const names = [...new Set(pairs.flat())].filter((name) => name !== '').sort();
  const node = (name: string): number => names.indexOf(name);
  const edges = pairs.flatMap(([from = '', to]) =>
    to === undefined
      ? []
      : [
          {
            from: node(from),
            to: node(to),
            code: 0,
            validFrom: null,
            validTo: null,
            recordedFrom: 0,
            recordedTo: null,
          },
        ],
  );
  const graph: SmallGraph = {
    nodes: names.length,
    edges,
    late: 0,
    hidden: [],
    asOf: 1,
    asRecorded: null,
    codes: null,
    ranks: names.map((_, i) => i),
    from: [],
    to: [],
  };
  return { graph, node, names };
}

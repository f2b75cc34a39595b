import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../../kernel/errors/errors.ts';
import { projectRoot } from '../../kernel/project-root.ts';
import { run } from './run.ts';

/** Fetching takes half a minute on a usual line. */
const FETCHED_WITHIN_MS = 600_000;

const POM = (version: string): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>nguon.local</groupId><artifactId>neo4j-run</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;

/**
 * The folder with the jars of a Neo4j Community, fetched from Maven Central at the first time (146 MB) and found again
 * afterwards: in `node_modules/.cache`, or in the temporary folder where that cannot be written.
 * @throws ConfigurationError when Maven cannot fetch them, with what it said.
 */
export async function fetchJars(version: string, say: (line: string) => void): Promise<string> {
  const name = `nguon-neo4j-${version}`;
  const places = [join(projectRoot(), 'node_modules', '.cache'), tmpdir()];
  for (const place of places) {
    const known = join(place, name, 'lib');
    if (await exists(known)) return known;
  }
  say(`Fetching Neo4j ${version} from Maven Central (146 MB, once) …`);
  for (const place of places) {
    const draft = await mkdir(place, { recursive: true })
      .then(() => mkdtemp(join(place, `${name}-`)))
      .catch(() => undefined);
    if (draft !== undefined) return fetchInto(draft, join(place, name), version);
  }
  throw new ConfigurationError(`The jars of Neo4j can be kept neither in ${places.join(' nor in ')}.`);
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Fetches into a draft that becomes the folder when it is whole. */
async function fetchInto(draft: string, folder: string, version: string): Promise<string> {
  try {
    await writeFile(join(draft, 'pom.xml'), POM(version));
    const { ok, output } = await run(
      'mvn',
      ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib', '-DincludeScope=runtime'],
      { timeoutMs: FETCHED_WITHIN_MS, cwd: draft },
    );
    if (!ok) throw new ConfigurationError(`Maven could not fetch Neo4j ${version}:\n${output}`);
    await rename(draft, folder).catch(async (error: unknown) => {
      // Another process was faster.
      if (!(await exists(join(folder, 'lib')))) throw error;
    });
    return join(folder, 'lib');
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

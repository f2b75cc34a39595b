import { describe, expect, it } from 'vitest';
import { Places } from '../../../lineage/store/neo4j/places.ts';

const gone = new Error('gone');
const places = () => new Places(2, (error) => error === gone);

/** Work that ends when it is told to. */
function controlled() {
  let begun = false;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const work = () => {
    begun = true;
    return promise;
  };
  return { work, resolve, reject, begun: () => begun };
}

const turns = () => new Promise((resolve) => setImmediate(resolve));

describe('places at a server', () => {
  it('are taken by as many as there are; the others go in the order of asking', async () => {
    const server = places();
    const all = [controlled(), controlled(), controlled(), controlled()];
    const answers = all.map(({ work }) => server.run(work));
    await turns();
    expect(all.map(({ begun }) => begun())).toEqual([true, true, false, false]);
    all[1]?.resolve('b');
    await turns();
    expect(all.map(({ begun }) => begun())).toEqual([true, true, true, false]);
    all[0]?.reject(new Error('its own'));
    await expect(answers[0]).rejects.toThrow('its own');
    expect(all[3]?.begun()).toBe(true);
    all[2]?.resolve('c');
    all[3]?.resolve('d');
    expect(await Promise.all(answers.slice(1))).toEqual(['b', 'c', 'd']);
  });

  it('fail whoever waits when the server is gone, and are there for whoever asks later', async () => {
    const server = places();
    const [first, second, third] = [controlled(), controlled(), controlled()];
    const answers = [first, second, third].map(({ work }) => server.run(work));
    first.reject(gone);
    const results = Promise.allSettled(answers);
    await turns();
    expect(third.begun()).toBe(false);
    second.resolve('b');
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
    expect(await server.run(async () => 'later')).toBe('later');
    expect(await Promise.all([server.run(async () => 'x'), server.run(async () => 'y')])).toEqual(['x', 'y']);
  });
});

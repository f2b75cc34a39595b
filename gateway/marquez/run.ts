import { type ReadPath, whole } from './path.ts';
import { type AskedRun, RUN, runShape } from './run-shape.ts';

const ONE_RUN = /* GraphQL */ `
  query MarquezRun($id: ID!) {
    run(id: $id) { ...MarquezRun }
  }
  ${RUN}
`;

/** `GET /jobs/runs/{id}`. */
export const run: ReadPath = {
  path: '/jobs/runs/:id',
  async read(ask, parameters) {
    const { run: found } = await ask<{ run: AskedRun }>(ONE_RUN, { id: parameters.part('id') });
    return whole(runShape(found));
  },
};

// One closure engine in a process of its own, so that none has the memory or the compiled code of another.
import { tellParent } from '../../engine/tell-parent.ts';
import { type Given, Missing } from './closure-engine.ts';
import { ENGINES, type EngineName } from './index.ts';

const { engine: name, ...given } = JSON.parse(process.argv[2] ?? '{}') as Given & { readonly engine: EngineName };
try {
  const engine = await ENGINES[name](given);
  tellParent({ what: engine.what }, async () => engine[Symbol.asyncDispose](), {
    answers: () => engine.answers(),
    round: () => engine.round(),
  });
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  tellParent({ missing: error.message }, async () => undefined);
}

import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Instance } from '../../cli/instance.ts';
import { committedSupergraph } from '../../gateway/compose.ts';
import { asTab } from '../../gateway/playground/playground.ts';
import { type Question, savedQuestions } from '../../gateway/playground/questions.ts';
import { createGateway } from '../../gateway/runtime.ts';
import { inProcess } from '../../gateway/transport.ts';
import { Lang } from '../../kernel/graphql/language.ts';
import type { Role, Viewer } from '../../kernel/identity/viewer.ts';
import { enforceLimits, parseWithinLimits } from '../../kernel/limits/enforce.ts';
import { lineageEngines } from '../support/engines.ts';
import { seededInstance } from '../support/instance.ts';

const questions = savedQuestions();
const personas = ['architect', 'developer', 'steward'] as const;
const tabs = Object.fromEntries(personas.map((persona) => [persona, asTab(persona, questions).query]));
const engines = await lineageEngines();

/** What stands above a saved question, in the order of its lines. */
interface Written {
  readonly title: string;
  readonly viewer: Viewer;
  readonly expected: string;
  readonly answer: unknown;
}

const HEAD =
  /^# (?<title>[^\n]+\?)\n# As (?<role>architect|developer|steward)(?: of (?<agency>A\d\d))?\.\n# Expect: (?<expected>[^\n]+)\n(?:# (?!Answer)[^\n]+\n)?# Answer: (?<answer>\{[^\n]+\})\n\nquery /;

/** Reads the comment of a question. @throws Error when it is not written as it should be. */
function writtenAbove({ name, text }: Question): Written {
  const found = HEAD.exec(text)?.groups;
  if (found === undefined) throw new Error(`${name}: expected the lines question, As, Expect, Answer, an empty line`);
  const { title = '', role, agency, expected = '', answer = '' } = found;
  return {
    title,
    viewer: { subject: `local-${role}`, role: role as Role, agencies: agency === undefined ? [] : [agency] },
    expected,
    answer: JSON.parse(answer),
  };
}

/** A gateway over the subgraphs of the instance, which notes the subgraphs that it asks. */
function watchedGateway({ subgraphs, lineage, logUnexpected }: Instance) {
  const asked = new Set<string>();
  const transport = inProcess([...subgraphs, lineage.subgraph]);
  const gateway = createGateway({
    supergraph: committedSupergraph(),
    transport: (subgraph, operation, caller) => {
      asked.add(subgraph.toLowerCase());
      return transport(subgraph, operation, caller);
    },
    introspection: false,
    logUnexpected,
  });
  return { gateway, asked };
}

/** Asks as the run button does: the whole tab, and the name of the operation. */
async function ask(
  gateway: ReturnType<typeof watchedGateway>['gateway'],
  question: Question,
): Promise<{ data?: unknown; errors?: unknown }> {
  const { viewer } = writtenAbove(question);
  const answered = await gateway.answer(
    { query: tabs[question.persona], operationName: question.name },
    { viewer, lang: Lang.VI, correlationId: randomUUID() },
  );
  return JSON.parse(answered) as { data?: unknown; errors?: unknown };
}

describe('the saved questions', () => {
  describe.each(engines)('on $name', ({ isProjection, settings }) => {
    const system = seededInstance(settings);

    it.each(questions)('$persona, $name: the answer is the one that was written down before', async (question) => {
      const { instance } = system();
      const { data, errors } = await ask(instance.gateway, question);
      expect({ data, errors }).toEqual({ data: writtenAbove(question).answer });
    });

    // Which subgraphs are asked is the same whatever the engine.
    if (!isProjection) return;
    describe('asked through a gateway that is watched', () => {
      const askedOfAll = new Set<string>();

      it.each(questions)('$persona, $name: the answer crosses three subgraphs or more', async (question) => {
        const { gateway, asked } = watchedGateway(system().instance);
        try {
          await ask(gateway, question);
        } finally {
          await gateway[Symbol.asyncDispose]();
        }
        for (const subgraph of asked) askedOfAll.add(subgraph);
        expect(asked.size, `asked ${[...asked].sort().join(', ')}`).toBeGreaterThanOrEqual(3);
      });

      it('together they use every subgraph but those of keys and of the audit, which nobody of the three has to do with', () => {
        const { subgraphs, lineage } = system().instance;
        const all = [...subgraphs, lineage.subgraph].flatMap(({ definition: { name } }) =>
          name === 'access' || name === 'audit' ? [] : [name],
        );
        expect([...askedOfAll].sort()).toEqual(all.sort());
      });
    });
  });

  it('are ten for each of the three people, asked in their role', () => {
    for (const persona of personas) {
      const own = questions.filter((question) => question.persona === persona);
      expect(own.map((question) => writtenAbove(question).viewer.role)).toEqual(Array(10).fill(persona));
      const agencies = own.flatMap((question) => writtenAbove(question).viewer.agencies);
      expect(agencies).toHaveLength(persona === 'steward' ? 10 : 0);
    }
    expect(questions).toHaveLength(30);
  });

  it('have names and titles of their own', () => {
    expect(new Set(questions.map(({ name }) => name)).size).toBe(questions.length);
    expect(new Set(questions.map((question) => writtenAbove(question).title)).size).toBe(questions.length);
    for (const question of questions) expect(question.title).toBe(writtenAbove(question).title);
  });

  it.each(personas)('the tab of the %s is sent whole and stays within the limits', (persona) => {
    const document = parseWithinLimits(tabs[persona] ?? '');
    for (const { name } of questions.filter((question) => question.persona === persona)) {
      expect(() => enforceLimits(document, name)).not.toThrow();
    }
  });
});

import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { reply } from '../http/replies.ts';
import type { Question } from './questions.ts';
import { type PageReader, renderStartPage } from './start-page.ts';

/** GraphiQL, whole and offline, and the page that leads to it. */
export interface Playground {
  /** The page at `/`: who you are, and what others asked. */
  startPage(viewer: Viewer, reader: PageReader): string;
  /** Sends GraphiQL; made and compressed at the first request. */
  send(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** The page needs inline scripts and workers from blobs; nothing comes from elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'; img-src data: 'self'; font-src data:; connect-src 'self'; worker-src blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** One tab: what a person of the three asks, each question an operation of its own. The whole tab is sent with each. */
export const asTab = (persona: string, questions: readonly Question[]): { query: string } => ({
  query: [
    `# ${persona}: choose an operation with the run button. The answers are those of the role:`,
    `# "npx nguon token --role ${persona === 'steward' ? 'steward --agency A11' : persona}" prints a token for Headers,`,
    '# {"authorization": "Bearer <token>"}; it goes before the sign-in.',
    ...questions.filter((question) => question.persona === persona).map((question) => `\n${question.text}`),
  ].join('\n'),
});

/** Over the corner of the playground: one click to who you are, and to another role. */
const WAY_BACK =
  '<a href="/" style="position:fixed;right:1rem;bottom:.5rem;z-index:9;font:13px system-ui,sans-serif;opacity:.8">Who am I? Choose a role</a>';

const withWayBack = (page: string): string => page.replace('</body>', () => `${WAY_BACK}</body>`);

/** A playground with the saved questions as tabs, one for each of the three people. */
export function createPlayground(questions: readonly Question[]): Playground {
  let page: Promise<{ plain: Buffer; packed: Buffer }> | undefined;
  const render = async (): Promise<{ plain: Buffer; packed: Buffer }> => {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    const personas = [...new Set(questions.map(({ persona }) => persona))];
    const plain = Buffer.from(
      withWayBack(
        renderGraphiQL({
          title: 'Nguồn',
          // GraphiQL takes an empty list of tabs for a mistake.
          ...(personas.length > 0 ? { defaultTabs: personas.map((persona) => asTab(persona, questions)) } : {}),
          credentials: 'same-origin',
          shouldPersistHeaders: false,
        }),
      ),
    );
    return { plain, packed: await promisify(gzip)(plain) };
  };
  return {
    startPage: (viewer, reader) => renderStartPage(viewer, questions, reader),
    async send(request, response) {
      page ??= render();
      const { plain, packed } = await page;
      const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
      reply(response, 200, 'text/html; charset=utf-8', zipped ? packed : plain, {
        'content-security-policy': POLICY,
        vary: 'accept-encoding',
        ...(zipped ? { 'content-encoding': 'gzip' } : {}),
      });
    },
  };
}

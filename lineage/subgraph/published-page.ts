import type { Page } from '../../kernel/pagination/connection.ts';

/** A page with its elements published, which takes reading more of them: what is read of all goes in one statement. */
export async function publishedPage<T, P>(page: Page<T>, publish: (node: T) => Promise<P>): Promise<Page<P>> {
  const edges = await Promise.all(page.edges.map(async ({ cursor, node }) => ({ cursor, node: await publish(node) })));
  return { ...page, edges, count: () => page.count() };
}

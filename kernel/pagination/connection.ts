import { type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';

/** Relay's PageInfo, the same value type in every subgraph. */
@ObjectType({ description: 'Where a page lies in its list (Relay Cursor Connections).' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more elements follow.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether elements precede this page, as far as "after" tells.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first element of the page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last element; pass it as "after".' })
  endCursor!: string | null;
}

/** A page of a list: nodes with cursors, and a count that is computed only when it is asked for. */
export interface Page<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  count(): Promise<number>;
}

/** The class of a connection made by `connectionOf`. */
export type ConnectionClass<T> = ClassType<object> & { of(page: Page<T>): object };

/**
 * Makes the `<Noun>Connection` and `<Noun>Edge` types of a noun.
 * @param prefix name of the connection without the word Connection; the node's name unless two lists differ.
 */
export function connectionOf<T extends object>(node: ClassType<T>, prefix: string, what: string): ConnectionClass<T> {
  @ObjectType(`${prefix}Edge`, { description: `One of ${what}, with its cursor.` })
  class Edge {
    @Field(() => String, { description: 'Opaque position in this list with this filter and ordering.' })
    cursor!: string;

    @Field(() => node, { description: 'The element.' })
    node!: T;
  }

  @ObjectType(`${prefix}Connection`, { description: `A page of ${what} (Relay Cursor Connections).` })
  class Connection {
    #page!: Page<T>;

    static of(page: Page<T>): Connection {
      const connection = new Connection();
      connection.#page = page;
      return connection;
    }

    @Field(() => [Edge], { description: 'The elements of the page.' })
    edges(): readonly Edge[] {
      return this.#page.edges.map((edge) => Object.assign(new Edge(), edge));
    }

    @Field(() => [node], { description: 'The elements of the page without cursors.' })
    nodes(): readonly T[] {
      return this.#page.edges.map((edge) => edge.node);
    }

    @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
    pageInfo(): PageInfo {
      return Object.assign(new PageInfo(), {
        hasNextPage: this.#page.hasNextPage,
        hasPreviousPage: this.#page.hasPreviousPage,
        startCursor: this.#page.edges[0]?.cursor ?? null,
        endCursor: this.#page.edges.at(-1)?.cursor ?? null,
      });
    }

    @Field(() => Int, { description: 'How many elements the whole list has for you, whatever the page.' })
    totalCount(): Promise<number> {
      return this.#page.count();
    }
  }

  return Connection;
}

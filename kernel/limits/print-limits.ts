import { ASSUMED_SIZE } from './cost-table.ts';
import { LIMIT_REGISTRY } from './limits.ts';

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const printed = (most: number, unit: string): string =>
  `${most.toLocaleString('en')} ${unit}${unit === 'bytes' && most % 1_048_576 === 0 ? ` (${most / 1_048_576} MiB)` : ''}`;

/** The registry of limits as Markdown, in its own order: `docs/limits.md` is this text. */
export const printLimits = (): string =>
  `# Limits

What is above a limit is refused before it is executed, by the gateway and by every subgraph over HTTP alike. The error
names the limit in \`extensions.limit\`, with what was given and the most that is allowed. Printed from
\`kernel/limits/limits.ts\`.

${[
  row('Limit', 'At most', 'What is measured'),
  row('---', '---', '---'),
  ...Object.entries(LIMIT_REGISTRY).map(([name, { most, unit, meaning }]) =>
    row(`\`${name}\``, printed(most, unit), meaning),
  ),
].join('\n')}

Texts with NUL or half of a surrogate pair are refused, because they cannot be stored. So are batches of operations,
and operations by any method but POST.

## Cost

Every answer says in \`extensions.cost\` what its operation was estimated to cost before it ran, and how much is allowed.
The schema says what each field costs, in \`@cost\` and \`@listSize\` (GraphQL Cost Directives draft) and at the end of its
description:

- a scalar or enum costs nothing, an object 1 or what \`@cost\` says of its type, and a field with \`@cost\` its weight besides;
- a page costs 1, and its \`nodes\` and \`edges\` cost \`first\` times what one of them costs: the value of the variable, or
  the default where \`first\` is left out;
- another list costs as many times what one element costs as \`@listSize\` assumes, ${ASSUMED_SIZE} unless it says more;
- a field counts as often as it is written, fragments written out; what \`@skip\` and \`@include\` leave out does not;
- \`__schema\` and \`__type\` have a budget of their own (\`introspectionCost\`).

Too dear an operation is refused with its cost and its dearest fields.
`;

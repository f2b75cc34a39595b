/**
 * What an event states the present of, null for something that happened once. The log takes an event for a repetition
 * when the newest event of its subject says the same: so declaring a flow twice is one event, and declaring A, then B,
 * then A again is three.
 *
 * Kinds that write the same part of the graph share a subject, or a change back would pass for a repetition.
 */
export function subjectOf(kind: string, body: unknown): string | null {
  const member = (name: string): string => {
    const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
    // Cutting can halve a surrogate pair, which could not be stored.
    return typeof value === 'string' ? value.slice(0, LONGEST).toWellFormed() : '';
  };
  switch (kind) {
    case 'agency.declared':
      return `agency:${member('code')}`;
    case 'partner.declared':
      return `partner:${member('code')}`;
    case 'assignment.set':
      return `assignment:${member('id')}`;
    case 'dataset.declared':
      return `dataset:${member('code')}`;
    case 'schema.written':
    case 'field.classified':
      return `fields:${member('dataset')}`;
    case 'flow.declared':
    case 'flow.retired':
      return `job:${member('code')}`;
    case 'name.linked':
      return `link:${member('name')}`;
    case 'name-rule.set':
      return `name-rule:${member('code')}`;
    case 'basis.set':
      return `basis:${member('field')}`;
    case 'list-version.proposed':
    case 'list-version.approved':
      return `list:${member('list')}/${(body as { version?: unknown }).version}`;
    case 'master.claimed':
    case 'master.approved':
    case 'master.withdrawn':
      return `claim:${member('element')} ${member('dataset')}`;
    case 'element.declared':
      return `element:${member('code')}`;
    case 'code-list.declared':
      return `codelist:${member('code')}`;
    case 'standard.declared':
      return `standard:${member('code')}`;
    case 'field.bound':
      return `bound:${member('field')}`;
    case 'field.code-list-bound':
      return `listed:${member('field')}`;
    case 'deidentification.recorded':
      return `deidentification:${member('job')} ${member('field')}`;
    case 'finding.accepted':
      return `finding:${member('rule')} ${member('target')}`;
    default:
      return null;
  }
}

/** The subject is indexed; a longer text is cut, which only joins subjects and so keeps more events. */
const LONGEST = 512;

import { BadInputError } from '../../kernel/errors/errors.ts';

/** A change of a schema as GraphQL takes it. */
export interface ChangeInput {
  readonly target: string | null;
  readonly kind: string;
  readonly to: string | null;
}

const FORM =
  /^(?:(?<target>.+?)=)?(?<kind>drop|rename|type|nullability|meaning|code_list|key|retire)(?::(?<to>.*))?$/is;

/**
 * Reads a change from a line: `drop`, `rename:ten`, `type:varchar(20)`, `N01.ho_ten=drop`.
 * @throws BadInputError
 */
export function readChange(text: string): ChangeInput {
  const { target, kind, to } = FORM.exec(text.trim())?.groups ?? {};
  if (kind === undefined) {
    throw new BadInputError(
      `${JSON.stringify(text.slice(0, 80))} is no change. Write drop, rename:<name>, type:<type>, nullability:nullable, nullability:required, meaning, code_list, code_list:added, code_list:removed, code_list:<list>, key:key, key:none or retire; before it, where it is not what is asked about, the target: N01.ho_ten=drop.`,
      { argument: 'changes' },
    );
  }
  return { target: target ?? null, kind: kind.toUpperCase(), to: to ?? null };
}

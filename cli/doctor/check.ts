/** What a check of `nguon doctor` found. */
export interface Finding {
  /** `problem` fails the command; `note` is told and does not. */
  readonly level: 'problem' | 'note';
  /** What is the matter, and what to do. */
  readonly message: string;
}

/** One check: a name and how it is made. */
export interface Check {
  readonly name: string;
  run(): Promise<readonly Finding[]>;
}

/** A problem. */
export const problem = (message: string): Finding => ({ level: 'problem', message });

/** A note. */
export const note = (message: string): Finding => ({ level: 'note', message });

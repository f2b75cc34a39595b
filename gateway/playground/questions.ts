import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../kernel/project-root.ts';

/** A saved question: one operation, with the answer that the seed gives written above it. */
export interface Question {
  /** Who asks: architect, developer or steward. */
  readonly persona: string;
  /** Name of the operation. */
  readonly name: string;
  /** The question in words: first line of the comment. */
  readonly title: string;
  /** Comment and operation as they are saved. */
  readonly text: string;
}

/** Folder of the saved questions: `<persona>/<nn>-<name>.graphql`. */
export const QUESTIONS_FOLDER = join(projectRoot(), 'gateway', 'playground', 'questions');

/** Reads the saved questions in order of persona and file name. */
export const savedQuestions = (): Question[] =>
  readdirSync(QUESTIONS_FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .flatMap((persona) =>
      readdirSync(join(QUESTIONS_FOLDER, persona))
        .filter((file) => file.endsWith('.graphql'))
        .sort()
        .map((file) => {
          const text = readFileSync(join(QUESTIONS_FOLDER, persona, file), 'utf8').trim();
          return {
            persona,
            name: /^(?:query|mutation)\s+(\w+)/m.exec(text)?.[1] ?? file,
            title: /^#\s*(.+)$/m.exec(text)?.[1] ?? file,
            text,
          };
        }),
    );

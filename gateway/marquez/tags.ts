import { type ReadPath, whole } from './path.ts';

/**
 * `GET /tags`: the classes of personal data that columns of the catalog are tagged with (Decree 356/2025). Tags of
 * producers are free text, and stand with what they tag.
 */
export const tags: ReadPath = {
  path: '/tags',
  read: () =>
    Promise.resolve(
      whole({
        tags: [
          { name: 'BASIC', description: 'Basic personal data' },
          { name: 'SENSITIVE', description: 'Sensitive personal data' },
        ],
      }),
    ),
};

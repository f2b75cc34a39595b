import { hash } from 'node:crypto';
import { BadInputError } from '../../kernel/errors/errors.ts';
import { canonicalJson, UnstorableTextError } from '../domain/canonical-json.ts';
import { subjectOf } from '../domain/event-subject.ts';
import type { NewEvent } from './event-log.ts';

/** An event as the log compares and keeps it. */
export interface Candidate extends NewEvent {
  readonly subject: string | null;
  /** The body, canonical: what is hashed and what is written. */
  readonly json: string;
  /** SHA-256 of kind and body, hex. */
  readonly hash: string;
}

/** @throws BadInputError for a body that cannot be stored. */
export function candidate(event: NewEvent): Candidate {
  try {
    const json = canonicalJson(event.body);
    const subject = event.subject === undefined ? subjectOf(event.kind, event.body) : event.subject;
    canonicalJson([event.kind, event.source, subject]);
    return { ...event, subject, json, hash: hash('sha256', `${event.kind}\n${json}`) };
  } catch (error) {
    if (error instanceof UnstorableTextError || error instanceof RangeError) {
      throw new BadInputError(`An event of kind ${JSON.stringify(event.kind)} cannot be kept: ${error.message}`);
    }
    throw error;
  }
}

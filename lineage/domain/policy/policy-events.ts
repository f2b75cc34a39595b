import { BodyReader } from '../body-reader.ts';
import { codeOf } from '../code-of.ts';
import { canonicalRef, datasetRef, jobRef, kindOfRef, NodeRefError } from '../node-ref.ts';
import { LIST_KINDS, type PolicyRecord } from './policy-facts.ts';

/** Most datasets on one version of a list. */
export const MOST_LISTED = 100_000;

/** The bodies of events that policy findings are made from, by kind; each states the whole of what it is about. */
export interface PolicyEventBodies {
  /** Nulls: by no law any more. */
  'basis.set': { readonly field: string; readonly document: string | null; readonly article: string | null };
  'list-version.proposed': ListVersionBody;
  'list-version.approved': ListVersionBody;
  'master.claimed': ClaimBody;
  'master.approved': ClaimBody;
  'master.withdrawn': Omit<ClaimBody, 'approved'>;
  /** What a flow hashes into a column is de-identified from `approvedOn` on; null takes that back. */
  'deidentification.recorded': {
    /** Reference of the flow, and of the column. */
    readonly job: string;
    readonly field: string;
    readonly method: string;
    readonly approver: string;
    readonly approvedOn: string | null;
    /** Who says so; absent in events from before that was kept. */
    readonly by?: string;
  };
  /** Somebody answers for a finding; null evidence: nobody does any more. */
  'finding.accepted': {
    readonly rule: string;
    readonly target: string;
    readonly document: string;
    readonly article: string | null;
    readonly until: string | null;
    readonly evidence: string | null;
  };
}

interface ListVersionBody {
  readonly list: string;
  readonly kind: (typeof LIST_KINDS)[number];
  readonly version: number;
  readonly document: string | null;
  readonly approvedOn: string | null;
  /** Codes of datasets. */
  readonly members: readonly string[];
}

interface ClaimBody {
  readonly element: string;
  readonly dataset: string;
  readonly approved: boolean;
}

/** The code of a claim, a de-identification record or an acceptance: one for each pair. */
export const pairCode = (one: string, other: string): string => codeOf(one, other);

type Stated = readonly [{ readonly change: 'fact.stated'; readonly record: PolicyRecord }];
const stated = (record: PolicyRecord): Stated => [{ change: 'fact.stated', record }];

function listVersion(body: BodyReader): Stated {
  const [list, version] = [body.text('list'), body.countOrNull('version') ?? 0];
  return stated({
    record: 'list',
    code: codeOf(list, String(version)),
    facts: {
      list,
      kind: body.oneOf('kind', LIST_KINDS),
      version,
      document: body.textOrNull('document'),
      approvedOn: body.instantOrNull('approvedOn'),
      members: body
        .texts('members', MOST_LISTED)
        .map((code) => body.made('members', () => datasetRef(code), NodeRefError))
        .sort(),
    },
  });
}

function claim(body: BodyReader, claimed: boolean): Stated {
  const element = body.text('element');
  const dataset = body.parsed('dataset', datasetRef, NodeRefError);
  const approved = claimed && body.flag('approved');
  return stated({ record: 'claim', code: pairCode(element, dataset), facts: { element, dataset, claimed, approved } });
}

const fieldOf = (body: BodyReader): string => {
  const field = body.parsed('field', canonicalRef, NodeRefError);
  return kindOfRef(field) === 'FIELD' ? field : body.fail('field', 'is no column');
};

/** What these events mean. */
export const POLICY_NORMALISERS: Readonly<Record<keyof PolicyEventBodies, (body: BodyReader) => Stated>> = {
  'basis.set': (body) => {
    const field = fieldOf(body);
    const facts = { field, document: body.textOrNull('document'), article: body.textOrNull('article') };
    return stated({ record: 'basis', code: codeOf(field), facts });
  },
  'list-version.proposed': listVersion,
  'list-version.approved': listVersion,
  'master.claimed': (body) => claim(body, true),
  'master.approved': (body) => claim(body, true),
  'master.withdrawn': (body) => claim(body, false),
  'deidentification.recorded': (body) => {
    const [job, field] = [body.parsed('job', canonicalRef, NodeRefError), fieldOf(body)];
    if (kindOfRef(job) !== 'JOB') body.fail('job', `is no flow, expected ${jobRef('F26')}`);
    const [method, approver] = [body.text('method'), body.text('approver')];
    const facts = { job, field, method, approver, approvedOn: body.instantOrNull('approvedOn') };
    return stated({ record: 'deidentification', code: pairCode(job, field), facts });
  },
  'finding.accepted': (body) => {
    const [rule, target] = [body.text('rule'), body.text('target')];
    const facts = {
      rule,
      target,
      document: body.text('document'),
      article: body.textOrNull('article'),
      until: body.instantOrNull('until'),
      evidence: body.textOrNull('evidence'),
    };
    return stated({ record: 'acceptance', code: pairCode(rule, target), facts });
  },
};

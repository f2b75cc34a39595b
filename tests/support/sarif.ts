/** What is wrong with a value at a place; nothing when it is in order. */
type Check = (value: unknown, at: string) => string[];

const text: Check = (value, at) => (typeof value === 'string' && value !== '' ? [] : [`${at} is no text`]);
const truth: Check = (value, at) => (typeof value === 'boolean' ? [] : [`${at} is neither true nor false`]);
const count =
  (least: number): Check =>
  (value, at) =>
    Number.isSafeInteger(value) && (value as number) >= least ? [] : [`${at} is no whole number from ${least}`];
const oneOf =
  (...values: readonly string[]): Check =>
  (value, at) =>
    values.includes(value as string) ? [] : [`${at} is none of ${values.join(', ')}`];
const list =
  (item: Check, { least = 0, unique = false } = {}): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return [`${at} is no list`];
    const wrong = value.flatMap((one, place) => item(one, `${at}[${place}]`));
    if (value.length < least) wrong.push(`${at} has fewer than ${least}`);
    if (unique && new Set(value.map((one) => JSON.stringify(one))).size < value.length) wrong.push(`${at} repeats`);
    return wrong;
  };
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** An object with these properties and no others; those with `!` are required. */
const object =
  (properties: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    if (!isObject(value)) return [`${at} is no object`];
    const known = new Map(Object.entries(properties).map(([name, check]) => [name.replace('!', ''), check]));
    const missing = Object.keys(properties).filter((name) => name.endsWith('!') && !(name.slice(0, -1) in value));
    return [
      ...missing.map((name) => `${at}.${name.slice(0, -1)} is missing`),
      ...Object.entries(value).flatMap(
        ([name, one]) => known.get(name)?.(one, `${at}.${name}`) ?? [`${at}.${name} is not of SARIF, or not used here`],
      ),
    ];
  };
const texts: Check = (value, at) =>
  isObject(value) ? Object.entries(value).flatMap(([name, one]) => text(one, `${at}.${name}`)) : [`${at} is no object`];
const bag: Check = (value, at) => (isObject(value) ? [] : [`${at} is no object`]);
const relativeUri: Check = (value, at) =>
  typeof value === 'string' &&
  /^(?!\/)(?![a-z]+:)[\w.~!$&'()*+,;=:@%/-]+$/i.test(value) &&
  !value.split('/').includes('..')
    ? []
    : [`${at} is no relative URI`];

const level = oneOf('none', 'note', 'warning', 'error');
const message = object({ 'text!': text });
const location = object({
  physicalLocation: object({
    'artifactLocation!': object({ 'uri!': relativeUri, uriBaseId: text }),
    region: object({ 'startLine!': count(1) }),
  }),
  'logicalLocations!': list(object({ 'fullyQualifiedName!': text, 'kind!': oneOf('resource', 'member') }), {
    unique: true,
  }),
});
const result = object({
  'ruleId!': text,
  'ruleIndex!': count(0),
  'level!': level,
  'message!': message,
  'locations!': list(location, { least: 1 }),
  'partialFingerprints!': texts,
  codeFlows: list(
    object({
      'threadFlows!': list(object({ 'locations!': list(object({ 'location!': location }), { least: 1 }) }), {
        least: 1,
      }),
    }),
  ),
  suppressions: list(
    object({
      'kind!': oneOf('inSource', 'external'),
      status: oneOf('accepted', 'underReview', 'rejected'),
      justification: text,
    }),
    { unique: true },
  ),
  properties: bag,
});
const run = object({
  'tool!': object({
    'driver!': object({
      'name!': text,
      'rules!': list(
        object({
          'id!': text,
          'shortDescription!': object({ 'text!': text }),
          defaultConfiguration: object({ 'level!': level }),
        }),
        { unique: true },
      ),
    }),
  }),
  'automationDetails!': object({ 'id!': text }),
  'invocations!': list(
    object({
      'executionSuccessful!': truth,
      toolExecutionNotifications: list(object({ level, 'message!': message })),
    }),
    { least: 1 },
  ),
  'results!': list(result),
});
const log = object({ $schema: text, 'version!': oneOf('2.1.0'), 'runs!': list(run, { least: 1 }) });

/** The parts that are looked at beyond their form. */
export interface ReadLog {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly automationDetails: { readonly id: string };
    readonly invocations: readonly { readonly executionSuccessful: boolean }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: readonly { readonly physicalLocation?: object }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions?: readonly object[];
    }[];
  }[];
}

/**
 * What is wrong with a log of SARIF 2.1.0: the parts that we write, each with what the standard requires and the values
 * that it allows (sections 3.13 to 3.60), and what it says beyond a schema: a rule's index is that of the rule (3.27.6), ids
 * of rules are distinct (3.19.23), and no two results have one fingerprint.
 */
export function wrongInSarif(given: unknown): string[] {
  const wrong = log(given, 'log');
  if (wrong.length > 0) return wrong;
  for (const { tool, results } of (given as ReadLog).runs) {
    const { rules } = tool.driver;
    if (new Set(rules.map(({ id }) => id)).size < rules.length) wrong.push('two rules have one id');
    for (const { ruleId, ruleIndex } of results)
      if (rules[ruleIndex]?.id !== ruleId) wrong.push(`rule ${ruleIndex} is not ${ruleId}`);
    for (const name of new Set(results.flatMap(({ partialFingerprints }) => Object.keys(partialFingerprints)))) {
      const marks = results.map(({ partialFingerprints }) => partialFingerprints[name]);
      if (new Set(marks).size < marks.length) wrong.push(`two results have one ${name}`);
    }
  }
  return wrong;
}

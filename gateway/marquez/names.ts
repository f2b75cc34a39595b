/** The namespace of what is in the catalog: datasets by code, flows by code. */
export const CATALOG = 'nguon';

/** A dataset or job as Marquez names it. */
export interface Named {
  readonly namespace: string;
  readonly name: string;
}

/** What has to be encoded inside the parts of a reference; see the description of the scalar NodeRef. */
const TO_ENCODE = /[|#%\s\p{Cc}\p{Cf}\p{Z}]/gu;
const encode = (part: string): string => part.replace(TO_ENCODE, (char) => encodeURIComponent(char));

const pair = ({ namespace, name }: Named): string =>
  namespace === CATALOG ? name : `${encode(namespace)}|${encode(name)}`;

/** The NodeRef of a dataset. */
export const datasetRef = (named: Named): string => pair(named);
/** The NodeRef of a job. */
export const jobRef = (named: Named): string => `job:${pair(named)}`;

/** The names in a NodeRef of a dataset or job, or of a column, which `field` names. */
export function namesIn(ref: string): Named & { readonly field: string | null } {
  const text = ref.startsWith('job:') ? ref.slice('job:'.length) : ref;
  const bar = text.indexOf('|');
  const decode = decodeURIComponent;
  if (bar < 0) {
    const dot = ref.startsWith('job:') ? -1 : text.indexOf('.');
    if (dot < 0) return { namespace: CATALOG, name: text, field: null };
    return { namespace: CATALOG, name: text.slice(0, dot), field: decode(text.slice(dot + 1)) };
  }
  const rest = text.slice(bar + 1);
  const hash = rest.indexOf('#');
  return {
    namespace: decode(text.slice(0, bar)),
    name: decode(hash < 0 ? rest : rest.slice(0, hash)),
    field: hash < 0 ? null : decode(rest.slice(hash + 1)),
  };
}

/** Namespace and name alone, as lists of ends have them. */
export const nameOf = (ref: string): Named => {
  const { namespace, name } = namesIn(ref);
  return { namespace, name };
};

/** Marquez' id of a node: `dataset:<namespace>:<name>`, `job:…`, `datasetField:<namespace>:<name>:<field>`. */
export function nodeIdOf(ref: string): string {
  const { namespace, name, field } = namesIn(ref);
  if (ref.startsWith('job:')) return `job:${namespace}:${name}`;
  return field === null ? `dataset:${namespace}:${name}` : `datasetField:${namespace}:${name}:${field}`;
}

import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * What changes of folded events look alike in (RFC 1951 with a preset dictionary, as RFC 1950 2.2 has it): what is most
 * frequent stands last. Never to be changed: what was packed with it is read with it.
 */
const DICTIONARY = Buffer.from(
  [
    '{"change":"schema.erased","name":"","change":"columns.erased","change":"symlinks.observed","others":[],"change":"schema.told","schema":',
    '{"fields":[{"name":"","nullable":true,"type":"VARCHAR"},{"type":"timestamp without time zone"},{"type":"BIGINT"},{"type":"numeric"},{"type":"DOUBLE"}]}',
    '"facets":[{"bytes":0,"name":"processing_engine","of":"","place":"run","value":{"_producer":"https://github.com/OpenLineage/OpenLineage/tree/',
    '"_schemaURL":"https://openlineage.io/spec/facets/1-0-0/nominalTimeRunFacet.json","nominalStartTime":"2026-01-01T00:00:00Z","outputStatistics":',
    '{"rowCount":0,"size":0,"fileCount":0},"dataSource":{"name":"","uri":""},"documentation":{"description":""},"jobType":{"processingType":"BATCH","integration":',
    '"SPARK","AIRFLOW","DBT","jobType":"TASK"},"errorMessage":{"message":"","programmingLanguage":"","stackTrace":""}',
    '"transformation":"AGGREGATION","transformation":"FILTER","transformation":"JOIN","transformation":"TRANSFORMATION","transformation":"IDENTITY"',
    '{"change":"columns.observed","edges":[{"from":"postgres://:5432|public.#","to":"s3://|","transformation":"IDENTITY"}],"job":"job:","name":"","sources":[]}',
    '{"change":"schema.observed","columns":[{"name":"id","type":"text"},{"name":"","type":"int"},{"type":"varchar"}],"name":""},',
    '{"change":"facets.observed","facets":[],"subject":"job:"},{"change":"facets.observed","facets":[],"subject":""},',
    '{"change":"name.observed","name":""},[{"change":"run.observed","eventType":"RUNNING","eventType":"START","eventType":"FAIL","eventType":"COMPLETE",',
    '"inputs":[""],"job":"job:","outputs":[""],"parent":{"job":"job:","runId":""},"parent":null,"runId":"0000-4000-8000-"}]',
  ].join(''),
);
/** More than any event says that is taken in. */
const MOST_BYTES = 64 * 1_024 * 1_024;

/** Text in fewer bytes, as base64. */
export const packed = (text: string): string =>
  deflateRawSync(text, { dictionary: DICTIONARY, level: 9 }).toString('base64');

/** @throws RangeError, Error for what `packed` has not made. */
export const unpacked = (text: string): string =>
  inflateRawSync(Buffer.from(text, 'base64'), { dictionary: DICTIONARY, maxOutputLength: MOST_BYTES }).toString('utf8');

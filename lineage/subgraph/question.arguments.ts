/** What arguments of questions mean that many fields take; one text each, so that all fields say the same. */

export const AS_OF = 'At which instant; now unless given.';
export const AS_RECORDED = 'As it was known at this instant; as known now unless given.';
export const MIN_REVISION =
  'A `revision` that an answer told: waits, two seconds at most, until this one knows that state or a later one.';
export const TRANSFORMATIONS =
  'Follows only column edges that do one of these; a dataset or flow is then asked about through its columns.';
export const LEVEL =
  'Between datasets or between columns; unless given the level of `of`, that of datasets for a flow.';
export const AT_REVISION =
  'A `revision` that an answer to this same question told, with its `asOf`: goes on with that answer, whatever changed meanwhile, as long as it is held (60 seconds after it was asked for last); READ_ANEW else. So all pages of a list are of one state.';

import { registerEnumType } from 'type-graphql';

/** What is peculiar about the symlinks of a name. */
export enum NameFlag {
  CIRCULAR = 'CIRCULAR',
  SEVERAL_DATASETS = 'SEVERAL_DATASETS',
  TOO_MANY_NAMES = 'TOO_MANY_NAMES',
}
registerEnumType(NameFlag, {
  name: 'NameFlag',
  description: 'What is peculiar about the symlinks of a name.',
  valuesConfig: {
    CIRCULAR: { description: 'They go round: each name says that it is the next one. It is one dataset all the same.' },
    SEVERAL_DATASETS: {
      description: 'They join names of several datasets of the catalog. These stay apart; decide which one it is.',
    },
    TOO_MANY_NAMES: { description: 'They join more names than can be one dataset: each stands for itself.' },
  },
});

/** Why a dataset may be what a name means. */
export enum NameSuggestionReasonCode {
  COLUMNS = 'COLUMNS',
  NAME = 'NAME',
  NEIGHBOURS = 'NEIGHBOURS',
}
registerEnumType(NameSuggestionReasonCode, {
  name: 'NameSuggestionReasonCode',
  description: 'Why a dataset may be what a name means.',
  valuesConfig: {
    COLUMNS: { description: 'They share names of columns, marks and capitals aside.' },
    NAME: { description: 'The name is like the code of the dataset, or like a name that is known to be it.' },
    NEIGHBOURS: { description: 'The same datasets feed them, or are fed by them.' },
  },
});

import { Field, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../kernel/pagination/connection.ts';

@ObjectType({ description: 'A namespace of datasets and jobs (OpenLineage naming); nguon holds the catalog.' })
export class LineageNamespace {
  @Field(() => String, { description: 'Its name: postgres://host:5432, airflow, nguon.' })
  name!: string;

  @Field(() => Int, { description: 'Datasets in it, of what you may see.' })
  datasets!: number;

  @Field(() => Int, { description: 'Jobs in it, of what you may see.' })
  jobs!: number;
}

/** A page of namespaces. */
export const LineageNamespaceConnection = connectionOf(LineageNamespace, 'LineageNamespace', 'namespaces');

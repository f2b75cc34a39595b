import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { DocumentReliance } from './document-reliance.type.ts';
import {
  CreatePolicyDocumentInput,
  PolicyDocumentFilter,
  PolicyDocumentOrder,
  UpdatePolicyDocumentInput,
} from './policy-document.inputs.ts';
import { PolicyDocument, PolicyDocumentConnection } from './policy-document.type.ts';
import type { StandardsContext } from './standards.context.ts';

@Resolver(() => PolicyDocument)
export class PolicyDocumentResolver {
  @Query(() => PolicyDocument, {
    nullable: true,
    description: 'The policy document with this number; null and NOT_FOUND when there is none.',
  })
  async policyDocument(
    @Ctx() { policyDocuments }: StandardsContext,
    @Arg('code', () => ID, { description: 'Official number, such as 278/2025/NĐ-CP.' }) code: string,
  ): Promise<PolicyDocument> {
    return PolicyDocument.from(await policyDocuments.get(code));
  }

  @Query(() => PolicyDocumentConnection, { description: 'Policy documents, whatever their status.' })
  async policyDocuments(
    @Ctx() { policyDocuments }: StandardsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => PolicyDocumentFilter, { nullable: true, description: 'Which ones.' })
    filter?: PolicyDocumentFilter | null,
    @Arg('orderBy', () => PolicyDocumentOrder, {
      nullable: true,
      description: 'In which order; by number unless given.',
    })
    orderBy?: PolicyDocumentOrder | null,
  ): Promise<object> {
    const page = await policyDocuments.list(filter ?? null, { first, after, orderBy });
    return PolicyDocumentConnection.of(mapPage(page, PolicyDocument.from));
  }

  @FieldResolver(() => PolicyDocument, {
    nullable: true,
    description: 'The document that replaced it, wholly or in part.',
  })
  async replacedBy(
    @Root() document: PolicyDocument,
    @Ctx() { policyDocumentLoaders }: StandardsContext,
  ): Promise<PolicyDocument | null> {
    const row =
      document.replacedByCode === null ? null : await policyDocumentLoaders.byCode.load(document.replacedByCode);
    return row === null ? null : PolicyDocument.from(row);
  }

  @FieldResolver(() => [PolicyDocument], {
    description: 'Documents that it replaced, wholly or in part, by number; at most 200.',
  })
  async replaces(
    @Root() document: PolicyDocument,
    @Ctx() { policyDocumentLoaders }: StandardsContext,
  ): Promise<PolicyDocument[]> {
    return (await policyDocumentLoaders.replacedBy.load(document.code)).map(PolicyDocument.from);
  }

  @FieldResolver(() => DocumentReliance, {
    description: 'What leans on it: of each kind a page of what you may see. To be looked at when it is replaced.',
  })
  leanedOnBy(@Root() { code }: PolicyDocument): DocumentReliance {
    return DocumentReliance.of(code);
  }

  @Mutation(() => PolicyDocument, { description: 'Creates a policy document. Administrators.' })
  async createPolicyDocument(
    @Ctx() { policyDocuments }: StandardsContext,
    @Arg('input', () => CreatePolicyDocumentInput, { description: 'The new document.' })
    input: CreatePolicyDocumentInput,
  ): Promise<PolicyDocument> {
    return PolicyDocument.from(await policyDocuments.create(input));
  }

  @Mutation(() => PolicyDocument, { description: 'Changes a policy document. Administrators.' })
  async updatePolicyDocument(
    @Ctx() { policyDocuments }: StandardsContext,
    @Arg('input', () => UpdatePolicyDocumentInput, { description: 'What to change.' }) input: UpdatePolicyDocumentInput,
  ): Promise<PolicyDocument> {
    return PolicyDocument.from(await policyDocuments.update(input));
  }
}

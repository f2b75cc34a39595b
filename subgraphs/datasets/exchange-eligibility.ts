/** What decides whether a dataset may be offered on the market place for data. */
export interface ExchangeFacts {
  readonly sharingClass: string | null;
  readonly importanceClass: string;
  readonly dataBlock: string | null;
  /** Whether a version in force of a list of its sharing class names it. */
  readonly isOnList: boolean;
  readonly fields: readonly {
    readonly ref: string;
    readonly piiClass: string;
    readonly directIdentifier: boolean;
  }[];
  /** Whether a documented de-identification is on record for the listing. */
  readonly isDeidentified: boolean;
  /** Whether the consent of the data subjects is on record for the listing. */
  readonly hasConsent: boolean;
}

/** What is looked at, in the order in which it is told. */
export const EXCHANGE_CRITERIA = [
  'SHARING_CLASS',
  'IMPORTANCE_CLASS',
  'DEFENCE_SECURITY',
  'LIST_MEMBERSHIP',
  'PERSONAL_DATA',
] as const;

/** What was found of one criterion. */
export interface ExchangeVerdict {
  readonly criterion: (typeof EXCHANGE_CRITERIA)[number];
  readonly holds: boolean;
  readonly reasonVi: string;
  readonly reasonEn: string;
  /** References of the columns that stand against it. */
  readonly fields: readonly string[];
  readonly document: string;
  readonly article: string | null;
}

type Said = Pick<ExchangeVerdict, 'holds' | 'reasonVi' | 'reasonEn'> & { readonly fields?: readonly string[] };

const holds = (reasonVi: string, reasonEn: string): Said => ({ holds: true, reasonVi, reasonEn });
const fails = (reasonVi: string, reasonEn: string, fields: readonly string[] = []): Said => ({
  holds: false,
  reasonVi,
  reasonEn,
  fields,
});

/**
 * Judges a dataset by each criterion (Law on Data 60/2024/QH15: data that would harm defence or security may not be
 * traded, nor personal data without the consent of its subjects; Law 91/2025/QH15, art. 14: de-identified data is no
 * personal data; the lists of the city decide what is approved at all). A public basis lets data be opened and is no
 * consent to trade it; a column that identifies a person directly was not de-identified, a hash included.
 */
export function exchangeVerdicts(facts: ExchangeFacts): ExchangeVerdict[] {
  const said = (
    criterion: ExchangeVerdict['criterion'],
    { fields = [], ...found }: Said,
    document: string,
    article: string | null = null,
  ): ExchangeVerdict => ({ criterion, ...found, fields, document, article });
  return [
    said('SHARING_CLASS', bySharingClass(facts), '60/2024/QH15'),
    said(
      'IMPORTANCE_CLASS',
      facts.importanceClass === 'OTHER'
        ? holds('Không phải dữ liệu cốt lõi, quan trọng.', 'Neither core nor important data.')
        : fails('Dữ liệu cốt lõi, quan trọng không được giao dịch.', 'Core and important data is not traded.'),
      '20/2025/QĐ-TTg',
    ),
    said(
      'DEFENCE_SECURITY',
      facts.dataBlock === 'DEFENCE_SECURITY'
        ? fails('Dữ liệu quốc phòng, an ninh không được giao dịch.', 'Data of defence and security is not traded.')
        : holds('Không thuộc khối quốc phòng, an ninh.', 'Not of the block of defence and security.'),
      '60/2024/QH15',
    ),
    said(
      'LIST_MEMBERSHIP',
      facts.isOnList
        ? holds('Có trong danh mục đang có hiệu lực.', 'On the approved list in force.')
        : fails('Không có trong danh mục đang có hiệu lực.', 'Not on an approved list in force.'),
      '194/2025/NĐ-CP',
    ),
    said('PERSONAL_DATA', byPersonalData(facts), '91/2025/QH15', 'Điều 14'),
  ];
}

function bySharingClass({ sharingClass }: ExchangeFacts): Said {
  switch (sharingClass) {
    case 'OPEN':
      return holds('Dữ liệu mở.', 'Open data.');
    case 'SHARED':
      return holds('Dữ liệu dùng chung.', 'Shared data.');
    case 'PRIVATE':
      return fails('Dữ liệu dùng riêng.', 'Private data.');
    default:
      return fails('Dữ liệu không do Thành phố quản lý.', 'Not data of the city: it has no sharing class.');
  }
}

function byPersonalData({ fields, isDeidentified, hasConsent }: ExchangeFacts): Said {
  const personal = fields.filter(({ piiClass }) => piiClass !== 'NONE').map(({ ref }) => ref);
  if (personal.length === 0) return holds('Không có dữ liệu cá nhân.', 'No personal data.');
  if (hasConsent) return holds('Đã có sự đồng ý của chủ thể dữ liệu.', 'The data subjects have consented.');
  if (!isDeidentified) {
    return fails(
      'Có dữ liệu cá nhân, chưa khử nhận dạng và chưa có sự đồng ý của chủ thể dữ liệu.',
      'Personal data that is not de-identified, without the consent of the data subjects.',
      personal,
    );
  }
  const direct = fields.filter(({ directIdentifier }) => directIdentifier).map(({ ref }) => ref);
  if (direct.length === 0) return holds('Đã khử nhận dạng.', 'De-identified.');
  return fails(
    'Còn cột định danh trực tiếp: băm không phải là khử nhận dạng.',
    'A column still identifies persons directly: hashing is not de-identification.',
    direct,
  );
}

/** Whether nothing stands against it. */
export const isEligible = (verdicts: readonly ExchangeVerdict[]): boolean => verdicts.every((verdict) => verdict.holds);

/** What stands against it, in both languages. */
export const whyNotEligible = (verdicts: readonly ExchangeVerdict[]): { reasonVi: string; reasonEn: string } => {
  const against = verdicts.filter((verdict) => !verdict.holds);
  return {
    reasonVi: against.map(({ reasonVi }) => reasonVi).join(' '),
    reasonEn: against.map(({ reasonEn }) => reasonEn).join(' '),
  };
};

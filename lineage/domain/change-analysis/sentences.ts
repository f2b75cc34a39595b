import type { ReasonCode } from './rules.ts';

/** A sentence for a reason, in both languages of the catalog. */
export interface Sentence {
  readonly vi: string;
  readonly en: string;
}

// biome-ignore format: a table is read by its columns
/** What a reason says to people. */
export const SENTENCES: Readonly<Record<ReasonCode, Sentence>> = {
  SOURCE_DROPPED: { en: 'The column that it is made from is dropped.', vi: 'Cột nguồn bị xóa.' },
  SOURCE_RETIRED: { en: 'The dataset that it is made from is retired.', vi: 'Bộ dữ liệu nguồn ngừng hoạt động.' },
  COPIED_BY_NAME: { en: 'It copies the column by the name that is given up.', vi: 'Cột được sao chép theo tên cũ.' },
  READ_BY_NAME: { en: 'It reads the column by the name that is given up.', vi: 'Cột được đọc theo tên cũ.' },
  AGGREGATED_BY_NAME: { en: 'It aggregates the column: once the mapping has the new name, the figure is what it was.', vi: 'Chỉ tổng hợp từ cột này: sửa ánh xạ theo tên mới thì số liệu không đổi.' },
  EXACT_TYPE_NEEDED: { en: 'It needs values of the former type.', vi: 'Cần giá trị đúng kiểu cũ.' },
  VALUES_CUT: { en: 'Its values come from ones that the new type cuts or rounds.', vi: 'Giá trị nguồn bị cắt hoặc làm tròn theo kiểu mới.' },
  OTHER_TEXT_FORM: { en: 'It is computed from the text form of values, which the new type changes.', vi: 'Được tính từ dạng chữ của giá trị, mà kiểu mới làm thay đổi.' },
  OTHER_ORDER: { en: 'Values of the new type have another order.', vi: 'Giá trị kiểu mới có thứ tự khác.' },
  NO_ORDER: { en: 'It is arranged by values of a type that has no order and no equality.', vi: 'Được sắp xếp hoặc gom nhóm theo kiểu không có thứ tự và phép so sánh bằng.' },
  OTHER_ARITHMETIC: { en: 'It is computed by functions and operators that take the former type only, or compute otherwise with the new one.', vi: 'Được tính bằng hàm hoặc toán tử chỉ nhận kiểu cũ, hoặc cho kết quả khác với kiểu mới.' },
  TYPE_COPIED: { en: 'It declares no type, and takes over values of another one.', vi: 'Không khai báo kiểu và nhận giá trị thuộc kiểu khác.' },
  TYPE_FITS: { en: 'Values of the new type do as well.', vi: 'Kiểu mới vẫn phù hợp.' },
  NULLS_ARRIVE: { en: 'Missing values may arrive.', vi: 'Có thể nhận giá trị rỗng.' },
  NULLS_REFUSED: { en: 'It does not take missing values.', vi: 'Không chấp nhận giá trị rỗng.' },
  NULLS_LEFT_OUT: { en: 'Records with missing values fall out of it.', vi: 'Bản ghi có giá trị rỗng bị bỏ qua.' },
  FEWER_NULLS: { en: 'Missing values no longer arrive.', vi: 'Không còn giá trị rỗng.' },
  MEANING_COPIED: { en: 'It takes over values that mean something else now.', vi: 'Nhận giá trị mang nghĩa hoặc đơn vị khác.' },
  MEANING_COMPUTED_WITH: { en: 'It is computed from values that mean something else now.', vi: 'Được tính từ giá trị mang nghĩa hoặc đơn vị khác.' },
  MEANING_DECIDES_ROWS: { en: 'Values that mean something else now decide which records it has.', vi: 'Giá trị mang nghĩa khác quyết định bản ghi nào được lấy.' },
  CODES_COPIED: { en: 'Codes of the new list arrive.', vi: 'Nhận mã của danh mục mới.' },
  CODES_NOT_IN_LIST: { en: 'It is bound to a code list that does not have the new codes.', vi: 'Bị ràng buộc với danh mục chưa có mã mới.' },
  CODES_COMPUTED_WITH: { en: 'It is computed from codes, and new ones are not provided for.', vi: 'Được tính từ mã, chưa tính đến mã mới.' },
  CODES_DECIDE_ROWS: { en: 'Codes decide which records it has, and new ones are not provided for.', vi: 'Mã quyết định bản ghi nào được lấy, chưa tính đến mã mới.' },
  CODES_MISSED: { en: 'It may rely on codes that are gone.', vi: 'Có thể dựa vào mã không còn trong danh mục.' },
  KEY_REPEATED: { en: 'It is a key, and takes no value twice.', vi: 'Là khóa, không nhận giá trị lặp.' },
  KEY_COPIED: { en: 'It takes over a key that is another one now.', vi: 'Nhận khóa đã thay đổi.' },
  KEY_JOINED: { en: 'It is joined or numbered by a key that is another one now.', vi: 'Được nối theo khóa đã thay đổi.' },
  KEY_COUNTED: { en: 'It counts by a key that is another one now.', vi: 'Được đếm theo khóa đã thay đổi.' },
  KEY_GROUPED: { en: 'It is grouped by a key that is another one now: what it selects beside may have no single value.', vi: 'Được gom nhóm theo khóa đã thay đổi: cột khác có thể không còn một giá trị duy nhất.' },
  KEY_LOOKED_UP: { en: 'Records are looked up by a key that is another one now: several may be found.', vi: 'Bản ghi được tra theo khóa đã thay đổi: có thể tìm thấy nhiều bản ghi.' },
  KEY_GAINED: { en: 'What belongs to the key now gives its readers nothing new.', vi: 'Cột thuộc khóa không đem lại giá trị mới cho nơi đọc.' },
  KEY_NOT_USED: { en: 'It does not rely on the key.', vi: 'Không phụ thuộc vào khóa.' },
  STANDARD_REQUIRED: { en: 'A standard requires it as it was.', vi: 'Tiêu chuẩn bắt buộc giữ nguyên.' },
  BOUND_TO_CHANGE: { en: 'It is bound to what changes, and has to follow.', vi: 'Được gắn với nội dung thay đổi và phải điều chỉnh theo.' },
  BOUND_AND_FITS: { en: 'It is bound to what changes, and is so already.', vi: 'Được gắn với nội dung thay đổi và đã phù hợp.' },
  UPSTREAM_BROKEN: { en: 'What it is made from breaks.', vi: 'Nguồn trực tiếp bị hỏng.' },
  UPSTREAM_DOUBTFUL: { en: 'What it is made from may be wrong.', vi: 'Nguồn trực tiếp có thể sai.' },
  NOT_REACHED: { en: 'What changes does not get so far.', vi: 'Thay đổi không lan đến đây.' },
};

/** Characters gathered before they are handed on: a row at a time costs more in calls than in bytes. */
const PIECE = 16_384;

/** The same text in fewer, larger pieces; at most one piece and one text of the source are held. */
export async function* inPieces(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string, void> {
  let piece = '';
  for await (const text of texts) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/**
 * The words of a text, for the search: Chinese is written without spaces. VitePress sends this function to the browser as text, so it uses nothing from outside of itself.
 */
export function tokenize(text: string): string[] {
  const latin = text.match(/[\p{L}\p{N}]+/gu) ?? []
  if (typeof Intl.Segmenter !== 'function' || !/\p{Script=Han}/u.test(text)) return latin
  const words = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)]
  return words.filter((word) => word.isWordLike).map((word) => word.segment)
}

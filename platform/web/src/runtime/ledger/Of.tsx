/** What a row of figures is about: a column for each dimension; on a phone one cell holds them all, so that the figures stay in sight. */
import { dimensionText } from '@/core/dimensions';
import type { LedgerDimension } from '@/core/documents';
import type { Balance } from '@/core/wire';
import { useIsPhone, useWords } from '@/ui/hooks';

type Dimensions = readonly LedgerDimension[];

export function OfHeads({ dimensions }: { dimensions: Dimensions }) {
  const words = useWords();
  const isPhone = useIsPhone();
  return (isPhone ? dimensions.slice(0, 1) : dimensions).map((one) => <th key={one.id}>{words(one.label)}</th>);
}

export function OfCells({ dimensions, of }: { dimensions: Dimensions; of: Balance['dimensions'] }) {
  const isPhone = useIsPhone();
  const texts = dimensions.map((one) => dimensionText(of[one.id]));
  if (!isPhone) return texts.map((text, at) => <td key={dimensions[at]?.id}>{text}</td>);
  const [first, ...more] = texts.filter(Boolean);
  return (
    <td>
      <span className="of-first">{first}</span>
      {more.map((text) => <small key={text} className="of-more">{text}</small>)}
    </td>
  );
}

/** What an amount that came or went is called in a ledger. */
import { useTranslation } from '@/locales/useTranslation';
import type { LedgerDocument, LedgerMeasure } from '@/core/documents';
import { useWords } from '@/ui/hooks';
import { flowMeasure } from './flowWords';

export function useMeasureName(ledger: LedgerDocument): (measure: LedgerMeasure) => string {
  const { t } = useTranslation();
  const words = useWords();
  return (measure) => {
    const name = flowMeasure(ledger, measure);
    return name ? t(`ledger.${name}`) : words(measure.label);
  };
}

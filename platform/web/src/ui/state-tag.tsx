/** The state of a document as a coloured word. */
import { useTranslation } from '@/locales/useTranslation';

const TONES: Record<string, string> = {
  draft: '',
  pending: 'tag-warn',
  approved: 'tag-good',
  void: 'tag-danger',
  rejected: 'tag-danger',
  done: 'tag-good',
  running: 'tag-info',
};

export function StateTag({ state }: { state: string | null | undefined }) {
  const { t } = useTranslation();
  if (!state) return null;
  return <span className={`tag ${TONES[state] ?? ''}`}>{t(`state.${state}`, { defaultValue: state })}</span>;
}

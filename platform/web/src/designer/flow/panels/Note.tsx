import { useT } from '../../words';

export function Note({ words }: { words: string }) {
  const t = useT();
  return <p className="fd-hint">{t(words)}</p>;
}

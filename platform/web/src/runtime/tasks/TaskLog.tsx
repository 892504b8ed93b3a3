/** Who did what, when, after how long, with which words. */
import { useTranslation } from '@/locales/useTranslation';
import type { TFunction } from 'i18next';
import { showMoment } from '@/core/moments';
import type { TaskLogLine } from '@/core/wire';
import { fileUrl } from '@/ui/Files';
import { Icon } from '@/ui/icons';

export function TaskLog({ lines }: { lines: readonly TaskLogLine[] }) {
  const { t } = useTranslation();
  return (
    <ol className="log" aria-label={t('task.log')}>
      {lines.map((line, i) => (
        <li key={i}>
          <div className="log-head">
            <b>{line.who.name || t('logged.system')}</b>
            <span>{sentence(line, t)}</span>
            <time dateTime={line.at}>{showMoment(line.at)}</time>
          </div>
          <div className="log-more muted">
            {line.node_title && <span>{line.node_title}</span>}
            {line.seconds !== null && <span>{t('task.took', { time: duration(line.seconds, t) })}</span>}
            {line.changed.length > 0 && <span>{t('task.changed', { fields: line.changed.map((one) => one.label).join('、') })}</span>}
          </div>
          {line.comment && <q>{line.comment}</q>}
          {line.attachments.map((file) => (
            <a key={file.id} className="log-file" href={fileUrl(file)} target="_blank" rel="noreferrer">
              <Icon name="attachment" size={13} />
              {file.name}
            </a>
          ))}
          {line.signature && <img className="log-signature" src={fileUrl(line.signature)} alt={t('task.signature')} />}
        </li>
      ))}
    </ol>
  );
}

function sentence(line: TaskLogLine, t: TFunction): string {
  const people = line.to.map((one) => one.name).join('、');
  const did = line.action === 'add_sign' && line.where ? t(`logged.add_sign_${line.where}`) : t(`logged.${line.action}`, { defaultValue: line.action });
  if (line.then) return `${did} · ${t(`logged.then_${line.then}`)}`;
  const where = line.sent_to && `${t('logged.back_to', { node: line.sent_to })}${line.direct ? t('logged.direct') : ''}`;
  return [did, people, where].filter(Boolean).join(' ');
}

export function duration(seconds: number, t: TFunction): string {
  if (seconds < 60) return t('time.under_minute');
  if (seconds < 3600) return t('time.minutes', { n: Math.floor(seconds / 60) });
  if (seconds < 86_400) return t('time.hours', { h: Math.floor(seconds / 3600), m: Math.floor((seconds % 3600) / 60) });
  return t('time.days', { d: Math.floor(seconds / 86_400), h: Math.floor((seconds % 86_400) / 3600) });
}

/** Files: choose or drop, upload with a word on each, show as links and small pictures. */
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, ApiError, BASE, url } from '@/core/api';
import type { FileValue } from '@/core/documents';
import { Icon } from './icons';
import './files.css';

export const fileUrl = (file: Pick<FileValue, 'id'>) => BASE + url`/files/${file.id}`;

export function FileLinks({ files }: { files: FileValue[] }) {
  if (files.length === 0) return null;
  return (
    <span className="file-links">
      {files.map((file) => (
        <a key={file.id} href={fileUrl(file)} target="_blank" rel="noreferrer" onClick={(event) => event.stopPropagation()}>
          <Icon name="attachment" size={13} />
          {file.name}
        </a>
      ))}
    </span>
  );
}

interface FileInputProps {
  id?: string | undefined;
  app: string;
  files: FileValue[];
  onChange: (files: FileValue[]) => void;
  most: number;
  limitMb: number;
  imagesOnly: boolean;
  isReadonly: boolean;
  isSmall: boolean;
}

export function FileInput(props: FileInputProps) {
  const { t } = useTranslation();
  const { files, isReadonly, most } = props;
  const input = useRef<HTMLInputElement>(null);
  const [waiting, setWaiting] = useState<string[]>([]);
  const [complaint, setComplaint] = useState('');
  const hasRoom = files.length + waiting.length < most;

  const take = async (list: FileList | null) => {
    setComplaint('');
    const room = most - files.length;
    const chosen = [...(list ?? [])].slice(0, room);
    const fitting = chosen.filter((file) => file.size <= props.limitMb * 1024 * 1024);
    if (fitting.length < chosen.length) setComplaint(t('files.too_big', { n: props.limitMb }));
    setWaiting(fitting.map((file) => file.name));
    const done: FileValue[] = [];
    for (const file of fitting) {
      try {
        done.push(await api.upload<FileValue>(url`/apps/${props.app}/files`, file));
      } catch (error) {
        setComplaint(error instanceof ApiError ? error.message : t('failed.broken'));
      }
    }
    setWaiting([]);
    if (done.length) props.onChange([...files, ...done]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files);
  };

  return (
    <div className="files" onDragOver={isReadonly ? undefined : (event) => event.preventDefault()} onDrop={isReadonly ? undefined : drop}>
      {files.map((file) => (
        <span className="file" key={file.id}>
          {file.type.startsWith('image/') && !props.isSmall ? <img src={fileUrl(file)} alt="" loading="lazy" /> : <Icon name="attachment" />}
          <a href={fileUrl(file)} target="_blank" rel="noreferrer">{file.name}</a>
          <small>{size(file.size)}</small>
          {!isReadonly && (
            <button type="button" className="icon-button" aria-label={t('files.remove', { name: file.name })} onClick={() => props.onChange(files.filter((one) => one.id !== file.id))}>
              <Icon name="close" size={14} />
            </button>
          )}
        </span>
      ))}
      {waiting.map((name) => (
        <span className="file" key={name}>
          <Icon name="upload" />
          {name}
          <small>{t('files.uploading')}</small>
        </span>
      ))}
      {!isReadonly && hasRoom && (
        <button type="button" id={props.id} className="file-add" onClick={() => input.current?.click()}>
          <Icon name="upload" />
          {props.isSmall ? t('files.add_short') : t('files.add')}
        </button>
      )}
      {isReadonly && files.length === 0 && <span className="muted">{t('files.none')}</span>}
      {complaint && <span className="file-complaint" role="alert">{complaint}</span>}
      <input ref={input} type="file" hidden multiple={most > 1} accept={props.imagesOnly ? 'image/*' : undefined} onChange={(event) => {
        void take(event.target.files);
        event.target.value = '';
      }} />
    </div>
  );
}

export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

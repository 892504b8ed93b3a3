import type { FileValue } from '@/core/documents';
import { FileInput, FileLinks } from '@/ui/Files';
import { defineField, useFieldPlace } from './definition';

const asFiles = (value: unknown): FileValue[] => (Array.isArray(value) ? (value as FileValue[]) : []); // the wire form of the type

export default defineField('attachment', {
  words: { 'zh-CN': '附件', en: 'Attachment' },
  help: { 'zh-CN': '文件和图片', en: 'Files and pictures' },
  icon: 'attachment',
  group: 'advanced',
  Input: function AttachmentInput({ id, field, value, onChange, isReadonly, inGrid }) {
    const { app } = useFieldPlace();
    return (
      <FileInput
        id={id}
        app={app}
        files={asFiles(value)}
        onChange={(files) => onChange(files.length ? files : null)}
        most={field.max_files ?? 9}
        limitMb={field.max_size_mb ?? 20}
        imagesOnly={field.images_only ?? false}
        isReadonly={isReadonly ?? false}
        isSmall={inGrid ?? false}
      />
    );
  },
  Cell: ({ value }) => <FileLinks files={asFiles(value)} />,
  text: (value) => asFiles(value).map((file) => file.name).join('、'),
  operators: ['empty', 'not_empty'],
  isSortable: false,
  width: 140,
  create: (id) => ({ id, type: 'attachment', label: { 'zh-CN': '附件', en: 'Attachments' }, width: 24 }),
});

/** The browser's own reader of barcodes, where it has one: Chrome on Android, Safari does not yet. */
export interface CodeReader {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}

type Reads = new () => CodeReader;

function reads(): Reads | undefined {
  return (window as unknown as { BarcodeDetector?: Reads }).BarcodeDetector; // not in TypeScript's library
}

export const canSeeCodes = (): boolean => reads() !== undefined && 'mediaDevices' in navigator;

export function codeReader(): CodeReader | null {
  const Reader = reads();
  return Reader ? new Reader() : null;
}

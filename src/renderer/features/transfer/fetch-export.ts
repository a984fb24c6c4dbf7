/** Browser host: has the browser keep the file that main has written. */
export function fetchExport(address: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
}

namespace OssSimulator.Objects;

/// <summary>Folders of parts. One that is being read goes only with its last reader, so that no download breaks off in the middle.</summary>
internal sealed class HeldFolders
{
    private readonly Dictionary<string, int> readers = [];
    private readonly HashSet<string> unwanted = [];
    private readonly Lock turns = new();

    /// <summary>Keeps a folder until what is given back is disposed.</summary>
    public IDisposable Hold(string folder)
    {
        lock (turns) readers[folder] = readers.GetValueOrDefault(folder) + 1;
        return new Reader(this, folder);
    }

    /// <summary>Deletes a folder, now or later.</summary>
    public void Remove(string folder)
    {
        lock (turns)
        {
            if (readers.ContainsKey(folder)) unwanted.Add(folder);
            else Delete(folder);
        }
    }

    private void Release(string folder)
    {
        lock (turns)
        {
            if (--readers[folder] > 0) return;
            readers.Remove(folder);
            if (unwanted.Remove(folder)) Delete(folder);
        }
    }

    private static void Delete(string folder) => Directory.Delete(folder, recursive: true);

    private sealed class Reader(HeldFolders owner, string folder) : IDisposable
    {
        private bool isDisposed;

        public void Dispose()
        {
            if (isDisposed) return;
            isDisposed = true;
            owner.Release(folder);
        }
    }
}

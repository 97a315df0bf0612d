namespace OssSimulator.Objects;

/// <summary>Reads several files as one, with one of them open at a time: there may be ten thousand.</summary>
internal sealed class PartsStream : Stream
{
    private readonly string folder;
    private readonly IReadOnlyList<PartFile> parts;
    private readonly IDisposable hold;
    private readonly long[] ends;
    private FileStream? file;
    private int opened = -1;

    public PartsStream(string folder, IReadOnlyList<PartFile> parts, IDisposable hold)
    {
        this.folder = folder;
        this.parts = parts;
        this.hold = hold;
        ends = new long[parts.Count];
        for (var i = 0; i < ends.Length; i++) ends[i] = Length += parts[i].Length;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.IsEmpty) return 0;
        var read = await (await FileAtAsync()).ReadAsync(buffer, cancellationToken);
        if (read == 0) throw new EndOfStreamException($"A part of the object in {folder} is shorter than it was.");
        Position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file?.Dispose();
            hold.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<FileStream> FileAtAsync()
    {
        // The first part that ends behind the position; a part without content does not.
        var index = Array.BinarySearch(ends, Position + 1);
        if (index < 0) index = ~index;
        while (index > 0 && ends[index - 1] > Position) index--;
        if (index != opened)
        {
            if (file is not null) await file.DisposeAsync();
            file = new FileStream(Path.Combine(folder, parts[index].Name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            opened = index;
        }

        file!.Position = Position - (ends[index] - parts[index].Length);
        return file;
    }
}

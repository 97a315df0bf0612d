namespace SignGateway.Tests.Content;

/// <summary>A body without an end, which counts what is taken of it.</summary>
internal sealed class CountedBody(byte[] start) : Stream
{
    public int Taken { get; private set; }

    public bool IsClosed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var some = buffer.Span[..Math.Min(buffer.Length, 1000)];
        some.Fill((byte)' ');
        if (Taken == 0)
            start.CopyTo(some);
        Taken += some.Length;
        return ValueTask.FromResult(some.Length);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}

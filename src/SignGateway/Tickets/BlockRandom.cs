using System.Security.Cryptography;

namespace SignGateway.Tickets;

/// <summary>
/// Random bytes of the system's generator, drawn a block at a time: what is wanted for one grant is few bytes, and asking costs the same for many.
/// No byte is given out twice, and none is kept that was given out.
/// </summary>
internal sealed class BlockRandom : RandomNumberGenerator
{
    private readonly Lock _lock = new();
    private readonly byte[] _block = new byte[1024];
    private int _used = 1024;

    public override void GetBytes(byte[] data) => GetBytes(data.AsSpan());

    public override void GetBytes(Span<byte> data)
    {
        if (data.Length > _block.Length)
        {
            Fill(data);
            return;
        }

        lock (_lock)
        {
            if (data.Length > _block.Length - _used)
            {
                Fill(_block);
                _used = 0;
            }

            var next = _block.AsSpan(_used, data.Length);
            next.CopyTo(data);
            CryptographicOperations.ZeroMemory(next);
            _used += data.Length;
        }
    }
}

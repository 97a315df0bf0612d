using System.Security.Cryptography;

namespace SignGateway.Tests.Infrastructure;

/// <summary>Randomness that a test sets: every byte is the same.</summary>
internal sealed class SetRandom(byte value) : RandomNumberGenerator
{
    public override void GetBytes(byte[] data) => Array.Fill(data, value);

    public override void GetBytes(Span<byte> data) => data.Fill(value);
}

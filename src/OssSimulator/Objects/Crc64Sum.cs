namespace OssSimulator.Objects;

/// <summary>
/// The CRC of contents put one behind the other, from the CRC and the length of each alone. A CRC is the remainder of a polynomial, its first bit
/// being the highest power here; what stands N bytes before the end counts x to the 8N times as much.
/// </summary>
internal static class Crc64Sum
{
    private const ulong One = 1UL << 63;

    /// <summary>x to the power of 1, 2, 4, 8 and so on.</summary>
    private static readonly ulong[] Powers = MakePowers();

    public static ulong Join(ulong first, ulong second, long secondLength) => Multiply(PowerOfBytes(secondLength), first) ^ second;

    private static ulong PowerOfBytes(long count)
    {
        var power = One;
        for (var (bit, left) = (3, count); left > 0; bit++, left >>= 1)
        {
            if ((left & 1) != 0) power = Multiply(Powers[bit], power);
        }

        return power;
    }

    private static ulong Multiply(ulong left, ulong right)
    {
        ulong product = 0;
        for (; left != 0; left <<= 1)
        {
            if ((left & One) != 0) product ^= right;
            right = Crc64.Shift(right);
        }

        return product;
    }

    private static ulong[] MakePowers()
    {
        var powers = new ulong[64 + 3];
        powers[0] = One >> 1;
        for (var i = 1; i < powers.Length; i++) powers[i] = Multiply(powers[i - 1], powers[i - 1]);
        return powers;
    }
}

using System.Buffers.Binary;

namespace OssSimulator.Objects;

/// <summary>CRC-64/XZ (the reflected ECMA polynomial), eight bytes a step.</summary>
internal sealed class Crc64
{
    private const ulong Polynomial = 0xC96C5795D7870F42;

    private static readonly ulong[][] Tables = MakeTables();

    private ulong state = ulong.MaxValue;

    public ulong Value => ~state;

    /// <summary>One step of the division: times x.</summary>
    public static ulong Shift(ulong crc) => (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;

    public void Append(ReadOnlySpan<byte> data)
    {
        var crc = state;
        for (; data.Length >= 8; data = data[8..])
        {
            crc ^= BinaryPrimitives.ReadUInt64LittleEndian(data);
            crc = Tables[7][(byte)crc] ^ Tables[6][(byte)(crc >> 8)] ^ Tables[5][(byte)(crc >> 16)] ^ Tables[4][(byte)(crc >> 24)]
                ^ Tables[3][(byte)(crc >> 32)] ^ Tables[2][(byte)(crc >> 40)] ^ Tables[1][(byte)(crc >> 48)] ^ Tables[0][(byte)(crc >> 56)];
        }

        foreach (var value in data) crc = Tables[0][(byte)(crc ^ value)] ^ (crc >> 8);
        state = crc;
    }

    private static ulong[][] MakeTables()
    {
        var tables = new ulong[8][];
        for (var step = 0; step < tables.Length; step++)
        {
            tables[step] = new ulong[256];
            for (var value = 0; value < 256; value++)
            {
                tables[step][value] = step == 0
                    ? ShiftByte((ulong)value)
                    : tables[0][(byte)tables[step - 1][value]] ^ (tables[step - 1][value] >> 8);
            }
        }

        return tables;
    }

    private static ulong ShiftByte(ulong crc)
    {
        for (var bit = 0; bit < 8; bit++) crc = Shift(crc);
        return crc;
    }
}

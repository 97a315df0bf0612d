using System.Text;

namespace SignGateway.Fuzz.Tests.Mutation;

/// <summary>Damages bytes and text in the ways that find faults in parsers.</summary>
internal sealed class Mutator(Random random)
{
    private const int LargestRepeat = 3000;

    // What means something to one of the parsers on the way.
    private static readonly string[] Pieces =
    [
        "\"", "\\", "\\u0000", "\\ud800", "\\udc00\\ud800", "{", "}", "[", "]", "[[[[[[[[[[", ",", ":", "null", "true", "-1", "1e999", "9223372036854775808", "0.1", "${object}", "${x:a}", "${",
        "%", "%00", "%0a", "%2f", "%zz", "%c0%af", "%ff", "+", "&", "=", "&&", "key=", "ticket=", ";", "/../", "/./", "//", "?", "#", "..", "\\..\\", "\0", "\r\n", "\t", "\u0001", "\u007f", "\u2028",
        "\ufeff", "é", "图", "😀", "<script>", "'; --", "application/json", "text/html", "multipart/form-data", "chunked", "gzip", "AAAA", "====", "https://", "@", "127.0.0.1", "xn--", " ", "",
    ];

    public T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    public bool OneIn(int count) => random.Next(count) == 0;

    /// <summary>The bytes with one to four things changed; now and then none.</summary>
    public byte[] Damage(byte[] bytes)
    {
        var damaged = new List<byte>(bytes);
        for (var changes = random.Next(5); changes > 0; changes--)
            Change(damaged);
        return [.. damaged];
    }

    /// <summary>The same for text: it stays text, though halves of characters may stand alone.</summary>
    public string Damage(string text)
    {
        var damaged = new StringBuilder(text);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(damaged.Length + 1);
            var length = Math.Min(random.Next(1, 9), damaged.Length - at);
            _ = random.Next(6) switch
            {
                0 => damaged.Remove(at, length),
                1 => damaged.Insert(at, Pick(Pieces)),
                2 => damaged.Insert(at, damaged.ToString(at, length)),
                3 => damaged.Insert(at, (char)random.Next(0x20, 0x2fff)),
                4 => damaged.Insert(at, Pick(Pieces), random.Next(1, LargestRepeat / 10)),
                _ => length > 0 ? damaged.Replace(damaged[at], (char)random.Next(0x20, 0x7f), at, 1) : damaged,
            };
        }

        return damaged.ToString();
    }

    /// <summary>Text out of nothing, of up to so many characters.</summary>
    public string Text(int longest)
    {
        var text = new StringBuilder();
        for (var length = random.Next(longest + 1); text.Length < length;)
            _ = OneIn(4) ? text.Append(Pick(Pieces)) : text.Append((char)random.Next(0x20, OneIn(3) ? 0x3000 : 0x7f));
        return text.ToString();
    }

    private void Change(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(1, 17), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when length > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when length > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pick(Pieces)));
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 5:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(200))));
                break;
            case 6 when OneIn(8):
                bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(LargestRepeat)));
                break;
            case 7 when OneIn(4):
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }
}

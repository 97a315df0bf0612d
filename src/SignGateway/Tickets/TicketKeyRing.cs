using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace SignGateway.Tickets;

/// <summary>The keys that seal and open tickets, by id.</summary>
public sealed class TicketKeyRing
{
    private readonly Dictionary<string, TicketKey> _keys;
    private readonly byte[] _ownerKey;

    /// <summary>Reads the ring from validated options.</summary>
    public TicketKeyRing(IOptions<TicketOptions> options)
    {
        var keys = options.Value.Keys.Select((key, index) => new TicketKey(key.Id!, Convert.FromBase64String(key.Secret!), key.UseAt(index))).ToList();
        _keys = keys.ToDictionary(key => key.Id, StringComparer.Ordinal);
        Current = keys.Single(key => key.Use == TicketKeyUse.Current);
        _ownerKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, Current.Secret.ToArray(), 32, info: "sign-gateway owner"u8.ToArray());
    }

    /// <summary>The key that seals.</summary>
    public TicketKey Current { get; }

    /// <summary>Every key.</summary>
    public IReadOnlyCollection<TicketKey> All => _keys.Values;

    /// <summary>The key of that id, or null.</summary>
    public TicketKey? Find(string id) => _keys.GetValueOrDefault(id);

    /// <summary>A name for an owner that may stand in an object key: 20 hex characters, the same while the current key is the same.</summary>
    public string OwnerHash(string owner)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_ownerKey, Encoding.UTF8.GetBytes(owner), hash);
        return Convert.ToHexStringLower(hash[..10]);
    }
}

using System.Security.Cryptography;
using Microsoft.Extensions.ObjectPool;

namespace SignGateway.Tickets;

/// <summary>HMAC-SHA256 with one key, ready to be used: setting one up takes longer than what it hashes here.</summary>
internal sealed class HmacPool
{
    private readonly DefaultObjectPool<IncrementalHash> _hashes;

    public HmacPool(byte[] key) => _hashes = new DefaultObjectPool<IncrementalHash>(new Policy(key));

    /// <summary>Lends the hash, fresh; whoever is done with it leaves it fresh and gives it back.</summary>
    public IncrementalHash Get() => _hashes.Get();

    public void Return(IncrementalHash hash) => _hashes.Return(hash);

    private sealed class Policy(byte[] key) : PooledObjectPolicy<IncrementalHash>
    {
        public override IncrementalHash Create() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

        public override bool Return(IncrementalHash obj) => true;
    }
}

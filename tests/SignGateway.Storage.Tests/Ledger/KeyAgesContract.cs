using SignGateway.Admin.Keys;
using SignGateway.Telemetry;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What every store of ages promises. Names that nobody else uses keep each test's keys apart.</summary>
public abstract class KeyAgesContract
{
    private const int Plenty = 10_000;

    private readonly string _id = Guid.NewGuid().ToString("N");

    protected abstract IKeyAges Ages { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_first_sight_stays_and_the_last_moves_on()
    {
        await SeeAsync(0, KeyUse.Signs);
        await SeeAsync(5, KeyUse.Signs);

        Assert.Equal(new KeyAge(KeyKind.Ticket, _id, Uploads.Now, At(5), At(5)), await FindAsync());
    }

    [Fact]
    public async Task a_key_that_no_longer_signs_keeps_when_it_did()
    {
        await SeeAsync(0, KeyUse.Accepts);
        Assert.Null((await FindAsync())!.LastSigned);
        await SeeAsync(1, KeyUse.Signs);
        await SeeAsync(2, KeyUse.Accepts);

        Assert.Equal(new KeyAge(KeyKind.Ticket, _id, Uploads.Now, At(2), At(1)), await FindAsync());
    }

    [Fact]
    public async Task a_replica_whose_clock_is_behind_takes_nothing_back()
    {
        await SeeAsync(5, KeyUse.Signs);
        await SeeAsync(3, KeyUse.Signs);

        Assert.Equal(new KeyAge(KeyKind.Ticket, _id, At(5), At(5), At(5)), await FindAsync());
    }

    [Fact]
    public async Task one_id_of_two_kinds_is_two_keys()
    {
        await Ages.SeeAsync([new KeyInUse(KeyKind.AccessKey, _id, KeyUse.Signs), new KeyInUse(KeyKind.Token, _id, KeyUse.Accepts)], Uploads.Now, Token);

        var found = (await Ages.ReadAsync(Uploads.Now, Plenty, Token)).Where(age => age.Id == _id);
        Assert.Equal([KeyKind.AccessKey, KeyKind.Token], found.Select(age => age.Kind).Order());
    }

    [Fact]
    public async Task reads_what_was_seen_since_a_time_and_no_more_than_asked_for()
    {
        await SeeAsync(0, KeyUse.Signs);

        Assert.Null(await FindAsync(since: 1));
        Assert.Empty(await Ages.ReadAsync(Uploads.Now, 0, Token));
    }

    [Fact]
    public async Task forgets_what_nobody_has_had_since_a_time()
    {
        // Long before what other tests see.
        await SeeAsync(-100, KeyUse.Signs);
        await Ages.ForgetAsync(At(-100), Token);
        Assert.NotNull(await FindAsync(since: -100));

        await Ages.ForgetAsync(At(-99), Token);
        Assert.Null(await FindAsync(since: -100));
    }

    private static DateTimeOffset At(int minute) => Uploads.Now.AddMinutes(minute);

    private Task SeeAsync(int minute, KeyUse use) => Ages.SeeAsync([new KeyInUse(KeyKind.Ticket, _id, use)], At(minute), Token);

    private async Task<KeyAge?> FindAsync(int since = 0) => (await Ages.ReadAsync(At(since), Plenty, Token)).SingleOrDefault(age => age.Id == _id);
}

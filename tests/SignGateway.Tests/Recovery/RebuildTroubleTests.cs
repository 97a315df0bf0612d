using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Recovery;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Recovery;

/// <summary>OSS or the ledger does not answer.</summary>
public sealed class RebuildTroubleTests : LostLedger
{
    [Fact]
    public async Task an_object_that_cannot_be_looked_at_is_asked_for_three_times_and_has_failed()
    {
        var grant = await Lost.SignAsync();
        Bucket.Put(grant).Trouble = HttpStatusCode.ServiceUnavailable;
        await PutAsync();
        Assert.Equal(new RebuildReport(2, 1, 0, 0, 1), await RebuildAsync());
        Assert.Equal(3, Gateway.Oss.Calls.Count(call => call.EndsWith((string)grant["key"]!, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task an_OSS_that_fails_twice_is_asked_again()
    {
        var stored = Bucket.Put(await Lost.SignAsync());
        var answers = 0;
        Gateway.Oss.Answer = request => request.Method == HttpMethod.Head && ++answers < 3 ? null : Bucket.Answer(request);
        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync());
    }

    [Fact]
    public async Task an_object_that_went_since_it_was_listed_is_not_counted()
    {
        Bucket.Put(await Lost.SignAsync()).Trouble = HttpStatusCode.NotFound;
        Assert.Equal(RebuildReport.Empty, await RebuildAsync());
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task a_bucket_that_cannot_be_listed_stops_it(int status)
    {
        Bucket.Trouble = (HttpStatusCode)status;
        var report = await RebuildAsync();
        Assert.Equal(0, report.Found);
        Assert.StartsWith("the bucket cannot be listed", report.StoppedBecause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task a_ledger_that_stays_away_stops_it(int failures, bool goesOn)
    {
        await PutAsync();
        var ledger = new FaultyLedger { Fault = _ => failures-- > 0 ? throw new LedgerUnavailableException("away") : Task.CompletedTask };
        await using var gateway = await TestGateway.StartAsync(Quiet(), services => services.AddSingleton<IUploadLedger>(ledger));
        gateway.Oss.Answer = Bucket.Answer;
        if (goesOn)
            Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync(gateway: gateway));
        else
            await Assert.ThrowsAsync<LedgerUnavailableException>(() => RebuildAsync(gateway: gateway));
    }
}
